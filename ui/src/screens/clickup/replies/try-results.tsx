import { Link } from 'wouter'
import type { DryRunItem, RuleReason } from '../../../api/reply-types.ts'
import { t } from '../../../i18n/index.ts'
import { Ago } from '../../../kit/ago.tsx'
import { Chip } from '../../../kit/chip.tsx'

/** Which rule would answer what, and why the others would not. */
export function TryResults({ items }: { readonly items: readonly DryRunItem[] }) {
  const answered = items.filter(({ answer }) => answer !== null).length
  const [first] = items
  if (!first) return <p className="notice">{t('replies.tryNothing')}</p>
  return (
    <div className="stack">
      {items.length > 1 && <p>{t('replies.tryCount', { count: answered, all: items.length })}</p>}
      <ul className="plain-list tried">
        {items.map((item, index) => (
          <Result key={index} item={item} isOpen={items.length === 1} />
        ))}
      </ul>
    </div>
  )
}

interface ResultProps {
  readonly item: DryRunItem
  readonly isOpen: boolean
}

function Result({ item: { taskId, author, at, event, text, answer, rules }, isOpen }: ResultProps) {
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
            <strong>{nameOf(answer)}</strong>
          </p>
          <p className="said">{answer.reply}</p>
        </>
      )}
      <details open={isOpen}>
        <summary>{t('replies.why')}</summary>
        <ul className="plain-list">
          {rules.map((rule) => (
            <li key={rule.ruleId}>
              {t('replies.reasonOf', { rule: nameOf(rule), reason: reasonText(rule.reason) })}
            </li>
          ))}
        </ul>
      </details>
    </li>
  )
}

function nameOf({ ruleName, ruleId }: { readonly ruleName: string; readonly ruleId: string }): string {
  return ruleName === '' ? ruleId : ruleName
}

function reasonText(reason: RuleReason): string {
  return t(`replies.reason.${reason}`)
}
