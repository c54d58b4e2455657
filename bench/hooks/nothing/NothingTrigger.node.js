/** Reads its credential and starts the workflow with the body: what no trigger that verifies can leave out. */
class NothingTrigger {
	description = {
		displayName: 'Nothing Trigger',
		name: 'nothingTrigger',
		group: ['trigger'],
		version: 1,
		description: 'Starts the workflow for every request',
		defaults: { name: 'Nothing Trigger' },
		inputs: [],
		outputs: ['main'],
		credentials: [{ name: 'amoCrmChatsApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'noData',
				path: 'webhook',
			},
		],
		properties: [],
	};

	async webhook() {
		await this.getCredentials('amoCrmChatsApi');
		return { workflowData: [[{ json: this.getBodyData() }]] };
	}
}

module.exports = { NothingTrigger };
