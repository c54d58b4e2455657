const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A UUID of any version, which all IDs of amoCRM's side are. */
export function isUuid(id: string): boolean {
	return UUID.test(id);
}

/** amoCRM writes its IDs in lower case, and compares them as text; what is no ID of amoCRM stays as it is. */
export function spelledAsAmoCrm(id: string): string {
	return isUuid(id) ? id.toLowerCase() : id;
}
