import type { INodeProperties, TriggerPanelDefinition } from 'n8n-workflow';

const PAGES = 'https://github.com/n8n-nodes-amocrm-chats/n8n-nodes-amocrm-chats/blob/main/docs';
const LETTER = `<a href="${PAGES}/registration.md#3-the-letter" target="_blank">the letter to support</a>`;
const SAMPLE = `<a href="${PAGES}/trigger.md#try-it-without-amocrm" target="_blank">a signed sample</a>`;

/** Two lines of plain text: n8n 2.x takes the tags out of what a community node says in a notice. */
export const addressNotice: INodeProperties = {
	displayName:
		'Have amoCRM support register the Production URL (above), with /:scope_id at its end. To test, listen and send a signed sample to the Test URL: amoCRM never calls that one.',
	name: 'registrationNotice',
	type: 'notice',
	default: '',
};

export const eventTriggerDescription =
	'Waiting for a signed sample at the test URL. amoCRM never calls it: it knows the production URL only.';

export const activationMessage =
	'amoCRM can now send to the production URL of this node. Support registers it once, as the webhook URL of the channel.';

const whileBuilding = `<b>While building</b>, start listening with the button above, then send ${SAMPLE} to the <b>test</b> URL. amoCRM never calls the test URL: it knows only the production URL.`;

export const triggerPanel: TriggerPanelDefinition = {
	header: 'Receive what managers and bots write in amoCRM or Kommo',
	executionsHelp: {
		inactive: `${whileBuilding}<br><br><b>When ready</b>, publish the workflow. amoCRM then starts it by the <b>production</b> URL, which support registers once (${LETTER}); the executions show up in the executions list, not here.`,
		active: `${whileBuilding}<br><br><b>Your workflow is published</b>: amoCRM starts it by the <b>production</b> URL, and the executions show up in the executions list.`,
	},
	activationHint: {
		inactive: `Publish the workflow before support registers its production URL (${LETTER}).`,
		active: 'amoCRM sends to the production URL only; it must stay as it was registered.',
	},
};
