/** The loop of n8n's own node template: for each item read the form, send, await. */
class ForAwait {
	description = {
		displayName: 'For Await',
		name: 'forAwait',
		group: ['output'],
		version: 1,
		description: 'Sends one message after the other',
		defaults: { name: 'For Await' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'amoCrmChatsApi', required: true }],
		properties: [
			'url',
			'conversationId',
			'senderId',
			'senderName',
			'text',
			'messageId',
			'time',
		].map((name) => ({ displayName: name, name, type: 'string', default: '' })),
	};

	async execute() {
		const results = [];
		for (let i = 0; i < this.getInputData().length; i++) {
			const read = (name) => this.getNodeParameter(name, i);
			const time = Number(read('time'));
			const body = {
				event_type: 'new_message',
				payload: {
					timestamp: Math.floor(time / 1000),
					msec_timestamp: time,
					msgid: read('messageId'),
					conversation_id: read('conversationId'),
					sender: { id: read('senderId'), name: read('senderName') },
					message: { type: 'text', text: read('text') },
					silent: false,
				},
			};
			const options = { method: 'POST', url: read('url'), body, json: true };
			const answer = await this.helpers.httpRequestWithAuthentication.call(
				this,
				'amoCrmChatsApi',
				options,
			);
			results.push({ json: answer, pairedItem: { item: i } });
		}
		return [results];
	}
}

module.exports = { ForAwait };
