import type { Answer } from '../../../nodes/AmoCrmChats/messengers/messenger.ts';
import { whatsApp } from '../../../nodes/AmoCrmChats/messengers/whatsApp.ts';

const GRAPH = 'https://graph.facebook.com/v26.0';

describe('a file', () => {
	const url = 'https://lookaside.fbsbx.com/x?mid=901';
	const byId = { method: 'GET', url: `${GRAPH}/901` };
	const fileAnswer: Answer = { status: 200, isFile: true };
	const gone: Answer = { status: 404, body: { error: { code: 100 } } };
	const named: Answer = { status: 200, body: { url: 'https://lookaside.fbsbx.com/y', id: '901' } };
	const ask = (need: Record<string, string>, answers: Answer[], setup = {}) =>
		whatsApp.ask?.(need, setup, answers);

	test('is fetched from its address', () => {
		expect(ask({ id: '901', url }, [])).toEqual({ method: 'GET', url });
		expect(ask({ id: '901', url }, [fileAnswer])).toEqual({ file: 'answer' });
	});

	test('of JSON is a file, whatever stands in it', () => {
		expect(ask({ id: '901', url }, [named])).toEqual({ file: 'answer' });
		expect(ask({ id: '901' }, [named, named])).toEqual({ file: 'answer' });
	});

	test('is asked for by its ID where there is no address, or where that is too old', () => {
		expect(ask({ id: '901' }, [])).toEqual(byId);
		expect(ask({ id: '901', url }, [gone])).toEqual(byId);
		expect(ask({ id: '901', url }, [{ ...gone, isFile: true }])).toEqual(byId);
		expect(ask({ id: '901', url }, [{ error: 'timeout' }])).toEqual(byId);
		const next = { method: 'GET', url: 'https://lookaside.fbsbx.com/y' };
		expect(ask({ id: '901' }, [named])).toEqual(next);
		expect(ask({ id: '901', url }, [gone, named])).toEqual(next);
		expect(ask({ id: '901', url }, [gone, named, fileAnswer])).toEqual({ file: 'answer' });
	});

	test('cannot be had when its ID is gone, and is never asked for without an end', () => {
		expect(ask({}, [])).toBeUndefined();
		expect(ask({ id: '901' }, [gone])).toBeUndefined();
		expect(ask({ id: '901', url }, [gone, gone])).toBeUndefined();
		expect(ask({ id: '901' }, [named, gone])).toBeUndefined();
		expect(ask({ id: '901', url }, [gone, named, gone])).toBeUndefined();
	});

	test.each([
		'https://evil.example/fbsbx.com/',
		'https://evil.example/?https://fbsbx.com/',
		'https://fbsbx.com@evil.example/',
		'https://fbsbx.com.evil.example/',
		'http://fbsbx.com/',
	])('is not fetched from %s, which would get the token', (foreign) => {
		expect(ask({ id: '901', url: foreign }, [])).toEqual(byId);
		expect(ask({ url: foreign }, [])).toBeUndefined();
	});

	test('is fetched from the server that the setup names', () => {
		const setup = { graphUrl: 'http://localhost:9/v26.0/' };
		expect(ask({ id: 'a/b' }, [], setup)).toEqual({
			method: 'GET',
			url: 'http://localhost:9/v26.0/a%2Fb',
		});
		const own = 'http://localhost:9/v26.0/files/1';
		expect(ask({ id: '901', url: own }, [], setup)).toEqual({ method: 'GET', url: own });
	});
});
