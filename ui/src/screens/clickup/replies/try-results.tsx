import { Link } from 'wouter'
import type { DryRunItem, ReplyRule, RuleReason } from '../../../api/reply-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip } from '../../../kit/chip.tsx'
import { titleOf } from './rule-input.ts'

interface TryResultsProps {
  readonly items: readonly DryRunItem[]
  /** Those that were tried: one without a name is known by its words. */
  readonly rules: readonly ReplyRule[]
}

/** Which rule would answer what, and why the others would not. */
export function TryResults({ items, rules }: TryResultsProps) {
  const answered = items.filter(({ answer }) => answer !== null).length
  const [first] = items
  if (!first) return <p className="notice">{t('replies.tryNothing')}</p>
  return (
    <div className="stack">
      {items.length > 1 && <p>{t('replies.tryCount', { count: answered, all: items.length })}</p>}
      <ul className="plain-list tried">
        {items.map((item, index) => (
          <Result key={index} item={item} tried={rules} isOpen={items.length === 1} />
        ))}
      </ul>
    </div>
  )
}

interface ResultProps {
  readonly tried: readonly ReplyRule[]
  readonly item: DryRunItem
  readonly isOpen: boolean
}

function Result({ item: { taskId, author, at, event, text, answer, rules }, tried, isOpen }: ResultProps) {
  const nameOf = (id: string): string => {
    const rule = tried.find((each) => each.id === id)
    return rule ? titleOf(rule) : id
  }
  return (
    <li className={answer === null ? 'step' : 'step step-done'}>
      {taskId !== null && (
        <div className="row help">
          <Link href={`/clickup?task=${encodeURIComponent(taskId)}`}>{t(`replies.one.${event}`)}</Link>
          {author !== null && <span>{author}</span>}
          {at !== null && <Ago at={at} />}
        </div>
      )}
      {!isOpen && <p className="said clipped">{text}</p>}
      {answer === null ? (
        <p>
          <Chip>{t('replies.noAnswer')}</Chip>
        </p>
      ) : (
        <>
          <p className="row">
            <Chip tone="good">{t('replies.answers')}</Chip>
            <strong>{nameOf(answer.ruleId)}</strong>
          </p>
          <p className="said">{answer.reply}</p>
        </>
      )}
      <details open={isOpen}>
        <summary>{t('replies.why')}</summary>
        <ul className="plain-list">
          {rules.map((rule) => (
            <li key={rule.ruleId}>
              {t('replies.reasonOf', { rule: nameOf(rule.ruleId), reason: reasonText(rule.reason) })}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

function reasonText(reason: RuleReason): string {
  return t(`replies.reason.${reason}`)
}
