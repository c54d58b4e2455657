import { NodeOperationError, type INode } from 'n8n-workflow';
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

test.each([
	['https://amojo.amocrm.ru/v2/origin/custom', 'has a path'],
	['https://amojo.amocrm.ru/v2/origin/custom/344a5002/connect', 'has a path'],
	['https://amojo.amocrm.ru?x=1', 'has a query'],
	['https://amojo.amocrm.ru/#top', 'has a query'],
	['http://user:pass@127.0.0.1:9/', 'contains a login'],
	['https://example.amocrm.ru', 'is the address of an account'],
])('%s is named as the fault, and what is right', (customBaseUrl, fault) => {
	const open = () => connectionOf(node, { baseUrl: 'custom', customBaseUrl });
	expect(open).toThrow(`'Custom Host' of the credential ${fault}`);
	try {
		open();
	} catch (error) {
		const { message, description } = error as NodeOperationError;
		expect(description).toMatch(/^(Enter|Choose) https?:/);
		expect(message + description).not.toContain('pass');
	}
});
