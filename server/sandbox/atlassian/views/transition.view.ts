import { mustHave } from '../state/look-up.ts'
import type { Transition } from '../state/model.ts'
import { createFieldView, type Seen, statusView } from './jira-meta.view.ts'

export function transitionView(
  seen: Seen,
  { id, name, from, toId, demands }: Transition,
  withFields: boolean,
): object {
  const { state } = seen.world
  const fields = demands.map((fieldId) => {
    const allowedValues = fieldId === 'resolution' ? [{ name: 'Done' }, { name: "Won't Do" }] : undefined
    const field = mustHave(state.fields, fieldId)
    return [fieldId, createFieldView(seen, { field, isRequired: true, allowedValues })]
  })
  return {
    id,
    name,
    to: statusView(seen, mustHave(state.statuses, toId)),
    ...(seen.dialect === 'cloud' ? { hasScreen: demands.length > 0, isGlobal: from === 'any' } : {}),
    ...(seen.dialect === 'cloud' ? { isInitial: false, isAvailable: true, isConditional: false } : {}),
    ...(withFields ? { fields: Object.fromEntries(fields) } : {}),
  }
}
