import { AmoCrmChatsApi } from '../../credentials/AmoCrmChatsApi.credentials';

const { displayName, properties } = new AmoCrmChatsApi();
const fieldCalled = (name: string) => properties.find((field) => field.name === name);

test.each(['kommo', 'amocrm', 'chats'])(
	'a search for "%s" in the list of credentials finds it',
	(words) => {
		// n8n's list searches the shown names alone.
		expect(displayName.toLowerCase()).toContain(words);
	},
);

test('the account ID is called as amoCRM calls it', () => {
	expect(fieldCalled('accountId')?.displayName).toBe('Account ID (amojo_id)');
});

test("a host of one's own comes last, where nobody picks it by mistake", () => {
	const values = fieldCalled('baseUrl')?.options?.map(
		(option) => 'value' in option && option.value,
	);
	expect(values).toEqual([
		'https://amojo.amocrm.ru',
		'https://amojo.amocrm.com',
		'https://amojo.kommo.com',
		'custom',
	]);
});
