import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { connectionOf } from '../../../nodes/AmoCrmChats/transport/amojo';

// What is sent is tested on n8n's engine, where bytes travel.
const node = { name: 'amoCRM Chats', type: 'amoCrmChats' } as INode;

test.each([
	[{ baseUrl: 'https://amojo.kommo.com' }, 'https://amojo.kommo.com'],
	[{ baseUrl: 'https://amojo.amocrm.ru', customBaseUrl: 'http://x' }, 'https://amojo.amocrm.ru'],
	[{ baseUrl: 'custom', customBaseUrl: ' http://127.0.0.1:8787// ' }, 'http://127.0.0.1:8787'],
])('%j is sent to %s', (credential, baseUrl) => {
	expect(connectionOf(node, credential)).toMatchObject({ baseUrl, credential });
});

test.each([
	[{}],
	[{ baseUrl: 'custom' }],
	[{ baseUrl: 'custom', customBaseUrl: '' }],
	[{ baseUrl: 'custom', customBaseUrl: 'amojo.amocrm.ru' }],
	[{ baseUrl: 'custom', customBaseUrl: 'localhost:8787' }],
	[{ baseUrl: 'custom', customBaseUrl: 'https://' }],
	[{ baseUrl: 'custom', customBaseUrl: 'ftp://amojo.amocrm.ru' }],
])('%j is refused', (credential) => {
	expect(() => connectionOf(node, credential)).toThrow(NodeOperationError);
	expect(() => connectionOf(node, credential)).toThrow(
		"'Host' of the credential is not a web address",
	);
});
