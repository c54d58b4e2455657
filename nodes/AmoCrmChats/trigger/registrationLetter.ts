import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';

/** What registration asks for; docs/registration.md has the same letter. */
const POINTS = [
	'Name of the service: [Latin letters, not starting with a digit, e.g. ShopChat]',
	'Webhook URL: [the PRODUCTION URL of the trigger, ending in /:scope_id]',
	'Accounts that may use it: [account IDs, e.g. 12345678]',
	'Write first: [yes or no: may managers start a chat with a phone number?]',
	"Time window: [none, or seconds after the client's last message]",
	'Contact e-mail: [address]',
	'Icon: attached (SVG, 14×14, fits a circle, up to 100 KB)',
	'Integration ID (client_uuid): [from the Keys tab of the integration]',
	"Widget code: [code of the integration's widget, if it has one]",
	'Offered to everyone: [no, private / yes, public]',
	'Files: [we store files ourselves, links stay valid / please download them at once]',
	'Reactions: [all, or a list, or none]',
	'Quotes (replies): [yes or no]',
	'Voice messages: [yes or no]',
	'Typing webhooks: [yes or no]',
	'Largest file: [MB] (Kommo asks for it)',
];

const LETTER = [
	'Please register a chat channel (Chats API) for our integration.',
	'',
	...POINTS.map((point, index) => `${index + 1}. ${point}`),
].join('\n');

/** Plain text: n8n 2.x takes the tags out of what a community node says in a notice. */
export const addressNotice: INodeProperties = {
	displayName:
		'amoCRM support registers the PRODUCTION URL (above, in Webhook URLs) for the channel, as it is, with :scope_id at its end (with Path, as that option says); the option Registration Letter has the text to send. Never register the test URL. One channel has one URL, so use one trigger per channel.',
	name: 'registrationNotice',
	type: 'notice',
	default: '',
};

export const registrationLetter: INodeProperties = {
	displayName: 'Registration Letter',
	name: 'registrationLetter',
	type: 'string',
	typeOptions: { rows: 20 },
	default: LETTER,
	noDataExpression: true,
	description:
		'Text to copy into the letter to amoCRM or Kommo support, with what stands in brackets filled in; the workflow does not use it',
};

export const triggerPanel: TriggerPanelDefinition = {
	header: 'Receive what managers and bots write in amoCRM or Kommo',
	executionsHelp: {
		inactive:
			'<b>While building</b>, start listening with the button above, then send a signed sample to the <b>test</b> URL: <code>npm run hook -- URL --secret …</code> in the repository of this node, or the one-line command in its documentation. amoCRM itself knows only the production URL, so it never sends to the test URL.<br><br><b>When ready</b>, publish the workflow. amoCRM then starts it by the <b>production</b> URL, which support registers once; the executions show up in the executions list, not here.',
		active:
			'<b>While building</b>, start listening with the button above, then send a signed sample to the <b>test</b> URL: <code>npm run hook -- URL --secret …</code> in the repository of this node, or the one-line command in its documentation.<br><br><b>Your workflow is published</b>: amoCRM starts it by the <b>production</b> URL, and the executions show up in the executions list.',
	},
	activationHint: {
		inactive: 'Publish the workflow before support registers its production URL.',
		active: 'amoCRM sends to the production URL only; it must stay as it was registered.',
	},
};
