import { Type, type Static } from 'typebox'
import { instant, nullable } from '../../../platform/http/index.ts'

export const WebhookStateView = Type.Object({
  status: Type.Enum(['none', 'active', 'failing', 'refused'], {
    description:
      'none: there is none; active: ClickUp tells of changes; failing: it tries, and does not get through; refused: it could not be set up, see problem',
  }),
  listId: nullable(Type.String({ description: 'the list that it is for' })),
  endpoint: nullable(Type.String({ description: 'where ClickUp delivers' })),
  failCount: Type.Integer({
    description: 'deliveries that ClickUp had given up at the last look',
    minimum: 0,
  }),
  checkedAt: nullable(instant('when ClickUp was asked for it')),
  lastDeliveryAt: nullable(instant('when a change was last told')),
  problem: nullable(Type.String({ description: 'what is wrong, and what to do' })),
})
export type WebhookStateView = Static<typeof WebhookStateView>
