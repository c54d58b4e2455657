import type { Channel, Connection } from '../../state/model.mts';

export type ConnectionTerms = Partial<
	Pick<Connection, 'title' | 'hookApiVersion' | 'isTimeWindowDisabled'>
>;

export function makeConnection(
	channel: Channel,
	accountId: string,
	{ title = channel.name, hookApiVersion = 'v2', isTimeWindowDisabled = false }: ConnectionTerms,
): Connection {
	const scopeId = `${channel.id}_${accountId}`;
	return { scopeId, channelId: channel.id, accountId, title, hookApiVersion, isTimeWindowDisabled };
}
