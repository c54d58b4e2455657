import { SameItem } from '../../../../nodes/AmoCrmChats/actions/operation';
import { downloadMedia } from '../../../../nodes/AmoCrmChats/actions/message/downloadMedia.operation';
import { formOf, refusalOf, type FormValues } from '../form';

const mediaUrl = 'https://cdn.example.com/a.jpg';

/** What the form fetches. */
function fetchOf(values: FormValues) {
	const step = downloadMedia.steps(formOf(downloadMedia, values)).next();
	if (step.done || !('fetch' in step.value)) throw new Error('Nothing is fetched');
	return step.value.fetch;
}

test('fetches the file into the field, under the name given', () => {
	const values = { mediaUrl, fileName: 'b.jpg', outputPropertyName: 'photo' };
	expect(fetchOf(values).files).toEqual({ photo: { url: mediaUrl, name: 'b.jpg' } });
});

test('has nothing to fetch for an item without a file', () => {
	expect(fetchOf({ mediaUrl: '', outputPropertyName: 'data' }).files).toEqual({});
});

test('passes the item on with the files beside those that it has', () => {
	const steps = downloadMedia.steps(formOf(downloadMedia, { mediaUrl }));
	steps.next();
	const files = { data: { data: '', mimeType: 'image/jpeg' } };
	expect(steps.next({ fetch: files })).toEqual({ done: true, value: new SameItem(files) });
});

test('needs the name of the field', () => {
	expect(refusalOf(downloadMedia, { mediaUrl, outputPropertyName: ' ' })).toMatchObject({
		message: "'Put Output File in Field' is empty",
	});
});
