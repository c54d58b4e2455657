-- What a dead worker had in hand goes back to the head of the queue, so that another executes it.
-- KEYS[1]: what n8n's keys begin with, such as bull:jobs:
--
-- A job under way lies in `active`, and its worker renews a lock on it. One is given back when six looks in a row found
-- it without a lock: a new one has none for a moment, and a worker that takes it may be busy with something else.
-- Looks are counted, not seconds: while Redis stands still nobody can renew a lock, and nobody looks.
-- What was given back three times kills its workers: it leaves the queue, n8n shows it as crashed within a minute, and
-- Retry can still run it.

local queue = KEYS[1]
local patience = 6

local seen = {}
local before = redis.call('HGETALL', queue .. 'unlocked')
for index = 1, #before, 2 do
	seen[before[index]] = tonumber(before[index + 1])
end
-- Made anew by each look, so that no job stays in it that has ended.
redis.call('DEL', queue .. 'unlocked')

local givenBack = {}
local function giveBack(id)
	redis.call('LREM', queue .. 'active', 1, id)
	if redis.call('HINCRBY', queue .. id, 'rescues', 1) > 3 then
		redis.call('DEL', queue .. id)
	else
		redis.call('RPUSH', queue .. 'wait', id)
		table.insert(givenBack, id)
	end
end

for _, id in ipairs(redis.call('LRANGE', queue .. 'active', 0, -1)) do
	if redis.call('EXISTS', queue .. id .. ':lock') == 0 then
		local looks = (seen[id] or 0) + 1
		if looks < patience then
			redis.call('HSET', queue .. 'unlocked', id, looks)
		else
			giveBack(id)
		end
	end
end

return table.concat(givenBack, ' ')
