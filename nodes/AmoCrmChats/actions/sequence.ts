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
interface Place {
	index: number;
	lane: string;
	position: number;
}

/** The order in which the items of a run are handed out, and which of them must wait for ever. */
export class LaneOrder {
	private readonly places: Place[] = [];
	/** Which item has an identity. */
	private readonly owners = new Map<string, Place>();
	/** Lanes in which an item failed that the later ones must not overtake, and which item it was. */
	private readonly held = new Map<string, number>();

	constructor(private readonly sequence: Sequence | undefined) {}

	/** An item of which nothing is known has a lane of its own, and comes before all others. */
	add(index: number): Place {
		const place = { index, lane: `item ${index}`, position: -Infinity };
		this.places.push(place);
		return place;
	}

	/** Throws where another lane has an item of the same identity. */
	locate(place: Place, lane: string, form: ItemForm): void {
		place.lane = lane;
		place.position = this.sequence?.position(form) ?? place.index;
		const identification = this.sequence?.identity?.(form);
		if (identification === undefined) return;
		const owner = this.owners.get(identification.id);
		if (owner === undefined) this.owners.set(identification.id, place);
		else if (owner.lane !== lane) throw identification.taken(owner.index);
	}

	/** The items and their lanes, in the order in which they are handed out. */
	get sorted(): ReadonlyArray<{ index: number; lane: string }> {
		return this.sequence === undefined ? this.places : [...this.places].sort(inSequence);
	}

	/** The item before which this one must not be sent. */
	aheadOf(lane: string): number | undefined {
		return this.held.get(lane);
	}

	hold(lane: string, index: number): void {
		if (this.sequence !== undefined && !this.held.has(lane)) this.held.set(lane, index);
	}
}

/** An item whose position is not known comes first: then nothing of its lane goes before it. */
function inSequence(a: Place, b: Place): number {
	return a.position === b.position ? a.index - b.index : a.position - b.position;
}
