import type { AmojoRequest } from '../shared/wire';
import type { InvalidParameter, ItemForm } from './form';

/** The items of a lane as a whole: one after the other, and none that would overtake one that failed. */
export interface Sequence {
	/** Items go in ascending order of it, whatever their order in the input. */
	position: (form: ItemForm) => number;
	/** Where it is the same in another lane, one of the two would be taken for a repetition and be lost. */
	identity?: (form: ItemForm) => Identification;
	/** The request of the item that ends its lane, made of what it would be within it. */
	last: (request: AmojoRequest, form: ItemForm) => AmojoRequest;
	/** What the person reads when it is done. */
	summary: (items: number, lanes: number) => string;
}

/** An item's own name, and how it is refused when it is not its own. */
export interface Identification {
	id: string;
	taken: (index: number) => InvalidParameter;
}

/** Where an item stands. */
export interface Place {
	index: number;
	lane: string;
	/** An item whose position is not known comes first: then nothing of its lane goes before it. */
	position: number;
}

/** All that an operation with a sequence needs besides: order, last items, and what waits behind a failure. */
export class SequenceOrder {
	/** Which item has an identity. */
	private readonly owners = new Map<string, Place>();
	private readonly last = new Map<string, Place>();
	/** Lanes in which an item failed that the later ones must not overtake, and which item it was. */
	private readonly held = new Map<string, number>();

	constructor(private readonly sequence: Sequence) {}

	/** Throws where another lane has an item of the same identity. */
	locate(place: Place, form: ItemForm): void {
		place.position = this.sequence.position(form);
		const identification = this.sequence.identity?.(form);
		if (identification === undefined) return;
		const owner = this.owners.get(identification.id);
		if (owner === undefined) this.owners.set(identification.id, place);
		else if (owner.lane !== place.lane) throw identification.taken(owner.index);
	}

	/** All items are located: they are sorted, equal ones as they came. */
	close(places: Place[]): void {
		places.sort((a, b) =>
			a.position === b.position ? a.index - b.index : a.position - b.position,
		);
		for (const place of places) this.last.set(place.lane, place);
	}

	isLast(place: Place): boolean {
		return this.last.get(place.lane) === place;
	}

	/** An item of this place failed. */
	hold({ lane, index }: Place): void {
		if (!this.held.has(lane)) this.held.set(lane, index);
	}

	/** The item that failed and that this one would overtake. */
	aheadOf({ lane }: Place): number | undefined {
		return this.held.get(lane);
	}

	summary(done: readonly Place[]): string {
		return this.sequence.summary(done.length, new Set(done.map(({ lane }) => lane)).size);
	}
}
