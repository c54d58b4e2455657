import { randomUUID } from 'node:crypto';

import type { Service } from '../../service.mts';
import type { Connection, Message, Participant } from '../../state/model.mts';
import { invalid } from '../refusal.mts';
import type { Person } from '../schemas/fields.mts';

/** Who stands behind a `ref_id`: a CRM user, the channel's bot, a client; or nobody. Without one: a client. */
export function authorOf(
	{ store }: Service,
	{ channelId, accountId, scopeId }: Connection,
	refId: string | undefined,
): Message['author'] | undefined {
	if (refId === undefined) return 'client';
	if (store.channels.get(channelId)?.bot.id === refId) return 'bot';
	if (store.accounts.get(accountId)?.users.some((user) => user.id === refId)) return 'user';
	return store.participants.get(refId)?.scopeId === scopeId ? 'client' : undefined;
}

/**
 * The client a person in a request stands for: found by either id, with newer data merged in, or new.
 * Both ids together bind the integration's id to the participant (the answer to a write-first).
 * Nothing is stored here: the caller does that once the whole request is known to be right.
 */
export function findClient(
	{ store }: Service,
	scopeId: string,
	person: Person,
	field: string,
): Participant {
	const { id, ref_id: refId } = person;
	const byRef = refId === undefined ? undefined : store.participants.get(refId);
	const byId = id === undefined ? undefined : store.participants.byClientId(scopeId, id);

	if (refId !== undefined && byRef?.scopeId !== scopeId) {
		throw invalid(`${field}.ref_id`, 'is not a person of this account');
	}
	if (byRef && byId && byRef.id !== byId.id) {
		throw invalid(`${field}.id`, 'belongs to another person than ref_id');
	}
	if (byRef?.clientId !== undefined && id !== undefined && byRef.clientId !== id) {
		throw invalid(`${field}.id`, `is not the id this person has ("${byRef.clientId}")`);
	}
	if (!byRef && id === undefined) throw invalid(`${field}.id`, 'is required');
	if (!byRef && person.name === undefined) throw invalid(`${field}.name`, 'is required');
	return { ...(byRef ?? byId ?? { id: randomUUID(), scopeId }), ...dataOf(person) };
}

function dataOf({ id, name, avatar, profile, profile_link }: Person): Partial<Participant> {
	const data = {
		clientId: id,
		name,
		avatar,
		phone: profile?.phone,
		email: profile?.email,
		profileLink: profile_link,
	};
	return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
}

export interface KnownPerson {
	id: string;
	name?: string;
	clientId?: string;
	avatar?: string;
	phone?: string;
	email?: string;
}

/** Anybody by Chats API id: client, CRM user or bot. */
export function personById({ store }: Service, scopeId: string, id: string): KnownPerson {
	const participant = store.participants.get(id);
	if (participant) return participant;
	const connection = store.connections.get(scopeId);
	const bot = connection && store.channels.get(connection.channelId)?.bot;
	if (bot?.id === id) return { id, name: bot.name };
	const users = (connection && store.accounts.get(connection.accountId)?.users) ?? [];
	return { id, name: users.find((user) => user.id === id)?.name };
}
