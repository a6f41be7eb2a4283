import { t } from '../../../i18n/index.ts'

/** Kinds of audit entries that we have words for. */
export const ACTIONS = [
  'session.opened',
  'session.closed',
  'session.added',
  'session.edited',
  'session.deleted',
  'session.restored',
  'session.split',
  'session.fetched',
  'session.approved',
  'session.rejected',
  'note.added',
] as const

export function actionText(action: string): string {
  const known = ACTIONS.find((each) => each === action)
  return known === undefined ? action : t(`time.action.${known}`)
}
