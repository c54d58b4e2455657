import type { Answer } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';

export const answered = (status: number, description: string, parameters?: object): Answer => ({
	status,
	body: { ok: false, error_code: status, description, parameters },
});
export const taken: Answer = {
	status: 200,
	body: { ok: true, result: { message_id: 77, chat: { id: 42 }, date: 1_764_000_000 } },
};
