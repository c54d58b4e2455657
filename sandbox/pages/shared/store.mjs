import { useEffect, useState } from 'preact/hooks';

/**
 * What a page knows. A change is one call of `set`; the page is drawn again once per frame at most.
 * @template {object} T
 */
export class Store {
	/** @type {Set<() => void>} */
	#listeners = new Set();
	#isQueued = false;

	/** @param {T} value */
	constructor(value) {
		this.value = value;
	}

	/** @param {Partial<T>} change */
	set(change) {
		this.value = { ...this.value, ...change };
		if (this.#isQueued) return;
		this.#isQueued = true;
		queueMicrotask(() => {
			this.#isQueued = false;
			for (const listener of this.#listeners) listener();
		});
	}

	/** @param {() => void} listener */
	listen(listener) {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}
}

/**
 * @template {object} T
 * @param {Store<T>} store
 * @returns {T}
 */
export function useStore(store) {
	const [value, setValue] = useState(store.value);
	useEffect(() => {
		const update = () => setValue(store.value);
		update();
		return store.listen(update);
	}, [store]);
	return value;
}
