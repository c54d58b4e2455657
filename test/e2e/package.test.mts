import { n8nOfThisRun } from './shared.mts';

const n8n = n8nOfThisRun();

test('n8n loads the nodes, and the action as a tool for its AI agent', async () => {
	const names = (await n8n.nodeTypes()).map(({ name }) => name);
	expect(names).toEqual(
		expect.arrayContaining([
			'n8n-nodes-amocrm-chats.amoCrmChats',
			'n8n-nodes-amocrm-chats.amoCrmChatsTool',
			'n8n-nodes-amocrm-chats.amoCrmChatsTrigger',
		]),
	);
});

test('n8n loads the credential type', async () => {
	const types = await n8n.credentialTypes();
	const ours = types.find(({ name }) => name === 'amoCrmChatsApi');
	expect(ours).toMatchObject({
		supportedNodes: expect.arrayContaining([
			'n8n-nodes-amocrm-chats.amoCrmChats',
			'n8n-nodes-amocrm-chats.amoCrmChatsTrigger',
		]) as unknown,
	});
});

test.each(['amocrm.svg', 'amocrm.dark.svg'])('n8n serves the icon %s', async (icon) => {
	const path = `/icons/n8n-nodes-amocrm-chats/dist/nodes/AmoCrmChats/${icon}`;
	const answer = await fetch(n8n.url + path);
	expect(answer.status).toBe(200);
	expect(await answer.text()).toContain('<svg');
});
