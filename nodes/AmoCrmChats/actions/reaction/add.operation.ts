import { accountIdOption } from '../fields/account';
import { eitherConversationLane } from '../fields/conversation';
import { reactionFields, reactionOf } from '../fields/reaction';
import { defineOperation } from '../operation';

const NO_EMOJI =
	'Enter one emoji. A reaction without one has been taken back: use Reaction: Remove for it.';

/** @see https://www.amocrm.ru/developers/content/chats/chat-api-reference */
export const add = defineOperation({
	resource: 'reaction',
	value: 'add',
	name: 'Add',
	action: 'Add emoji reaction to message',
	description:
		'Show under a message that somebody reacted to it; another reaction of theirs is replaced',
	properties: [
		...reactionFields,
		{
			displayName: 'Emoji',
			name: 'emoji',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 👍',
			description:
				'The reaction: one of the emoji that were agreed when the channel was registered',
		},
	],
	options: [accountIdOption],
	lane: eitherConversationLane,
	request: (form) =>
		reactionOf(form, {
			type: 'react',
			emoji: form.requiredText('emoji', NO_EMOJI).trim(),
		}),
});
