import { Type, type Static } from '@sinclair/typebox';

const Optional = Type.Optional;
const Text = Optional(Type.String());

/** What the Bridge posts in its own format, as far as a phone shows it. */
export const DeliveryBody = Type.Object({
	event: Type.String(),
	conversationId: Text,
	conversationRefId: Text,
	messageId: Text,
	part: Optional(Type.Number()),
	externalMessageId: Text,
	messageType: Text,
	text: Text,
	mediaUrl: Text,
	fileName: Text,
	fileSize: Optional(Type.Number()),
	buttons: Optional(Type.Array(Type.Array(Type.Object({ text: Type.String() })))),
	listMessage: Optional(
		Type.Object({
			sections: Optional(
				Type.Array(Type.Object({ rows: Type.Array(Type.Object({ title: Type.String() })) })),
			),
		}),
	),
	emoji: Text,
	receiver: Optional(Type.Object({ id: Text, refId: Text, name: Text, phone: Text })),
});
export type DeliveryBody = Static<typeof DeliveryBody>;

export interface Delivery extends DeliveryBody {
	/** What the client may tap instead of writing. */
	choices?: string[];
}

export function withChoices(body: DeliveryBody): Delivery {
	const buttons = body.buttons?.flat().map(({ text }) => text) ?? [];
	const rows = body.listMessage?.sections?.flatMap((section) => section.rows) ?? [];
	const choices = [...buttons, ...rows.map(({ title }) => title)];
	return { ...body, choices: choices.length > 0 ? choices : undefined };
}
