import { EventEmitter } from 'node:events';

import type { Archive } from '../state/archive.mts';
import { MemoryTable } from '../state/table.mts';
import type { Delivery } from './delivery.mts';
import type { MessengerEvents, Phone, PhoneMessage } from './model.mts';
import { numberFor, slug } from './names.mts';

const MOST_PHONES = 200;
const MOST_MESSAGES = 2000;

/** What the messenger remembers; whoever listens is told of every change. */
export class Book {
	readonly events = new EventEmitter<MessengerEvents>().setMaxListeners(0);
	private readonly phones: MemoryTable<Phone>;
	private readonly log: MemoryTable<PhoneMessage>;

	constructor({ shelf }: Archive) {
		this.phones = new MemoryTable<Phone>(
			({ id }) => id,
			MOST_PHONES,
			({ number }) => number,
		).load(shelf('phone'));
		this.log = new MemoryTable<PhoneMessage>(
			({ id }) => id,
			MOST_MESSAGES,
			({ amojoId }) => amojoId,
		).load(shelf('phoneMessage'));
	}

	all(): Phone[] {
		return this.phones.all();
	}

	phone(id: string): Phone {
		const phone = this.phones.get(id);
		if (phone) return phone;
		throw Object.assign(new Error(`There is no phone ${id}`), { statusCode: 404 });
	}

	/** The phone of a client of that name, new if there is none. */
	phoneOf(name: string, number = numberFor(name)): Phone {
		const known = this.all().find((phone) => phone.name === name) ?? this.phones.byKey(number);
		const id = slug(name);
		return known ?? this.savePhone({ id, name, number, chatId: `chat-${id}` });
	}

	/** By chat, or, when the company writes first, by number. */
	addressee({ conversationId, conversationRefId, receiver = {} }: Delivery): Phone {
		const known = this.all().find(
			({ chatId, conversationRefId: ref }) =>
				chatId === conversationId || (ref !== undefined && ref === conversationRefId),
		);
		if (known) return known;
		const { name, phone: number, refId: clientRefId } = receiver;
		const phone = this.phoneOf(name ?? number ?? conversationId ?? 'Client', number);
		if (conversationId) return this.savePhone({ ...phone, chatId: conversationId });
		return this.savePhone({ ...phone, conversationRefId, clientRefId });
	}

	messages(phoneId: string): PhoneMessage[] {
		return this.log.all().filter((message) => message.phoneId === phoneId);
	}

	message(id: string): PhoneMessage | undefined {
		return this.log.get(id) ?? this.log.byKey(id);
	}

	savePhone(phone: Phone): Phone {
		this.phones.put(phone);
		this.events.emit('phone', phone);
		return phone;
	}

	saveMessage(message: PhoneMessage): PhoneMessage {
		this.log.put(message);
		this.events.emit('message', message);
		return message;
	}

	clear(): void {
		this.phones.clear();
		this.log.clear();
		this.events.emit('cleared');
	}
}
