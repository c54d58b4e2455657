import type { Operation } from '../../../../nodes/AmoCrmChats/actions/operation';
import type { AmojoRequest } from '../../../../nodes/AmoCrmChats/shared/wire';
import type { FormValues } from '../form';

/** A request that a vendor's page prints, and the form that makes it. */
export interface VendorExample {
	/** What it shows, and on which page: RU the amoCRM reference, K5 Kommo's step 5, KR Kommo's reactions. */
	name: string;
	operation: Operation;
	form: FormValues;
	request: AmojoRequest;
}

export const CHANNEL = 'f90ba33d-c9d9-44da-b76c-c349b0ecbe41';
export const ACCOUNT = 'af9945ff-1490-4cad-807d-945c15d88bec';
export const BOT = 'f1910c7f-b1e0-4184-bd09-c7def2a9109a';
export const SCOPE = `${CHANNEL}_${ACCOUNT}`;
export const MANAGER = '76fc2bea-902f-425c-9a3d-dcdac4766090';
export const CLIENT = 'my_int-1376265f-86df-4c49-a0c3-a4816df41af8';
export const CHAT = 'my_int-d5a421f7f217';

export const contact = (phone: string, email: string) => ({
	avatar: 'https://example.com/users/avatar.png',
	phone,
	email,
	profileLink: 'https://example.com/profile/example.client',
});
export const person = (id: string, name: string, phone: string, email: string) => ({
	id,
	avatar: 'https://example.com/users/avatar.png',
	name,
	profile: { phone, email },
	profile_link: 'https://example.com/profile/example.client',
});
export const post = (body: AmojoRequest['body'], path = ''): AmojoRequest => ({
	method: 'POST',
	path: `/${SCOPE}${path}`,
	body,
});
