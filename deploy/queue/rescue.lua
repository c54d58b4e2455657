-- What a dead worker had in hand goes back to the head of the queue, so that another executes it.
--
-- A job under way lies in `active`, and its worker renews a lock on it. Between the two a new job is without a lock for
-- a moment, so one is given back only when it had none at two looks. What was given back three times kills its workers:
-- it leaves the queue, n8n shows it as crashed within a minute, and Retry can still run it.

local queue = 'bull:jobs:'
local givenBack = {}

for _, id in ipairs(redis.call('LRANGE', queue .. 'active', 0, -1)) do
	if redis.call('EXISTS', queue .. id .. ':lock') == 1 then
		redis.call('SREM', queue .. 'suspects', id)
	elseif redis.call('SADD', queue .. 'suspects', id) == 0 then
		redis.call('SREM', queue .. 'suspects', id)
		redis.call('LREM', queue .. 'active', 1, id)
		if redis.call('HINCRBY', queue .. id, 'rescues', 1) <= 3 then
			redis.call('RPUSH', queue .. 'wait', id)
			table.insert(givenBack, id)
		end
	end
end

return table.concat(givenBack, ' ')
