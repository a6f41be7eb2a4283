import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReplyRule, ReplyRules } from '../../../api/reply-types.ts'
import { api, Problem } from '../../../api/client.ts'
import { useSession } from '../../../api/queries.ts'
import { t } from '../../../i18n/index.ts'
import { SaveBar } from '../../../kit/save-bar.tsx'
import { Empty, Failure, Loaded } from '../../../kit/states.tsx'
import { toast } from '../../../kit/toast.tsx'
import { useLeaveQuestion } from '../../../kit/use-leave-question.ts'
import { rulesQuery } from './rules-query.ts'
import { RuleCard } from './rule-card.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { faultsIn, inOrder, moved, newRule, renumbered, typedOf, type TypedRule } from './rule-input.ts'
import { TryRules } from './try-rules.tsx'

/** What somebody has changed is there again when the tab is opened again. */
let kept: readonly ReplyRule[] | undefined

export function Rules() {
  const rules = useQuery(rulesQuery)
  return <Loaded query={rules}>{(saved) => <Editor saved={inOrder(saved.rules)} />}</Loaded>
}

function Editor({ saved }: { readonly saved: readonly ReplyRule[] }) {
  const { role } = useSession().actor
  const isAdmin = role === 'admin'
  const { rules, setRules, changed } = useDraft(saved)
  const [edited, setEdited] = useState<TypedRule>()
  const save = useSave(() => setRules(undefined))
  const keep = (rule: ReplyRule): void => {
    const isKnown = rules.some(({ id }) => id === rule.id)
    setRules(
      isKnown ? rules.map((each) => (each.id === rule.id ? rule : each)) : renumbered([...rules, rule]),
    )
    setEdited(undefined)
  }
  return (
    <>
      <form
        className="stack replies"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(rules)
        }}
      >
        <div className="row between">
          <p className="help grow">{isAdmin ? t('replies.help') : t('replies.adminsOnly')}</p>
          {isAdmin && (
            <button type="button" className="primary" onClick={() => setEdited(newRule())}>
              {t('replies.new')}
            </button>
          )}
        </div>
        {rules.length === 0 ? (
          <Empty title={t('replies.empty')}>
            <p>{t('replies.emptyHelp')}</p>
          </Empty>
        ) : (
          <RuleList rules={rules} isAdmin={isAdmin} onChange={setRules} onEdit={setEdited} />
        )}
        {save.error && <SaveFailure error={save.error} rules={rules} />}
        <SaveBar count={changed} isBusy={save.isPending} onDiscard={() => setRules(undefined)} />
      </form>
      {role !== 'reader' && rules.length > 0 && <TryRules rules={rules} isSaved={changed === 0} />}
      {edited && (
        <RuleDialog key={edited.id} rule={edited} onKeep={keep} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}

interface RuleListProps {
  readonly rules: readonly ReplyRule[]
  readonly isAdmin: boolean
  readonly onChange: (rules: readonly ReplyRule[]) => void
  readonly onEdit: (rule: TypedRule) => void
}

function RuleList({ rules, isAdmin, onChange, onEdit }: RuleListProps) {
  return (
    <ol className="rules" aria-label={t('replies.view.rules')}>
      {rules.map((rule, index) => (
        <RuleCard
          key={rule.id}
          rule={rule}
          place={{ index, isLast: index === rules.length - 1 }}
          isAdmin={isAdmin}
          onMove={(by) => onChange(moved(rules, index, by))}
          onSwitch={(enabled) => onChange(rules.map((each) => (each === rule ? { ...rule, enabled } : each)))}
          onEdit={() => onEdit(typedOf(rule))}
          onRemove={() => onChange(rules.filter((each) => each !== rule))}
        />
      ))}
    </ol>
  )
}

function useDraft(saved: readonly ReplyRule[]) {
  const [draft, setDraft] = useState(kept)
  const rules = draft ?? saved
  const setRules = (next: readonly ReplyRule[] | undefined): void => {
    kept = next
    setDraft(next)
  }
  const changed = countChanges(rules, saved)
  useLeaveQuestion(changed > 0)
  return { rules, setRules, changed }
}

/** Rules that are new, other or gone. */
function countChanges(rules: readonly ReplyRule[], saved: readonly ReplyRule[]): number {
  const before = new Map(saved.map((rule) => [rule.id, JSON.stringify(rule)]))
  const other = rules.filter((rule) => before.get(rule.id) !== JSON.stringify(rule)).length
  const gone = saved.filter(({ id }) => !rules.some((rule) => rule.id === id)).length
  return other + gone
}

function useSave(onSaved: () => void) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (rules: readonly ReplyRule[]) =>
      api<ReplyRules>('/api/clickup/auto-replies', { method: 'PUT', body: { rules } }),
    onSuccess: (stored) => {
      queries.setQueryData(rulesQuery.queryKey, stored)
      onSaved()
      toast('success', t('replies.saved'))
    },
  })
}

interface SaveFailureProps {
  readonly error: Error
  readonly rules: readonly ReplyRule[]
}

function SaveFailure({ error, rules }: SaveFailureProps) {
  const faults = error instanceof Problem ? faultsIn(error.body.violations ?? [], rules) : []
  return (
    <>
      <Failure error={error} />
      {faults.length > 0 && (
        <ul className="error-text">
          {faults.map(({ rule, term, message }, index) => (
            <li key={index}>
              {term === undefined
                ? t('replies.fault', { rule, message })
                : t('replies.faultTerm', { rule, term, message })}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
