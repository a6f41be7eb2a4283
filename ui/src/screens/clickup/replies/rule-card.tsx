import type { ReplyRule } from '../../../api/reply-types.ts'
import { t } from '../../../i18n/index.ts'
import { Chip } from '../../../kit/chip.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { titleOf } from './rule-input.ts'

interface RuleCardProps {
  readonly rule: ReplyRule
  readonly place: { readonly index: number; readonly isLast: boolean }
  readonly isAdmin: boolean
  readonly onMove: (by: 1 | -1) => void
  readonly onSwitch: (isOn: boolean) => void
  readonly onEdit: () => void
  readonly onRemove: () => void
}

export function RuleCard(props: RuleCardProps) {
  const { rule, place, isAdmin, onSwitch } = props
  const title = titleOf(rule)
  return (
    <li className={rule.enabled ? 'card rule' : 'card rule is-off'}>
      <div className="row between">
        <h3 className="grow">
          {place.index + 1}. {title}
        </h3>
        {isAdmin ? (
          <label className="row rule-switch">
            <input
              type="checkbox"
              checked={rule.enabled}
              onChange={(event) => onSwitch(event.target.checked)}
            />
            {t('replies.enabled')}
            <span className="hidden-text"> {title}</span>
          </label>
        ) : (
          <Chip tone={rule.enabled ? 'good' : 'plain'}>
            {rule.enabled ? t('replies.enabled') : t('replies.disabled')}
          </Chip>
        )}
      </div>
      <RuleFacts rule={rule} />
      {isAdmin && <RuleActions {...props} title={title} />}
    </li>
  )
}

function RuleFacts({ rule }: { readonly rule: ReplyRule }) {
  const { events, match, keywords, exclude, reply, cooldownMinutes, oncePerTask } = rule
  return (
    <dl className="facts">
      <dt>{t('replies.when')}</dt>
      <dd>
        {events.map((event) => t(`replies.event.${event}`)).join(', ')} · {t(`replies.match.${match}`)}
      </dd>
      <dt>{t('replies.keywords')}</dt>
      <dd>
        <Terms terms={keywords} />
      </dd>
      {exclude.length > 0 && (
        <>
          <dt>{t('replies.exclude')}</dt>
          <dd>
            <Terms terms={exclude} />
          </dd>
        </>
      )}
      <dt>{t('replies.reply')}</dt>
      <dd className="said">{reply}</dd>
      {(cooldownMinutes > 0 || oncePerTask) && (
        <>
          <dt>{t('replies.howOften')}</dt>
          <dd>{oncePerTask ? t('replies.once') : t('replies.cooldownSaid', { count: cooldownMinutes })}</dd>
        </>
      )}
    </dl>
  )
}

function Terms({ terms }: { readonly terms: readonly string[] }) {
  return (
    <div className="chips">
      {terms.map((term) => (
        <Chip key={term}>{term}</Chip>
      ))}
    </div>
  )
}

function RuleActions({ place, title, onMove, onEdit, onRemove }: RuleCardProps & { readonly title: string }) {
  const moves = [
    { by: -1, icon: 'up', text: t('replies.up', { rule: title }), isOver: place.index === 0 },
    { by: 1, icon: 'down', text: t('replies.down', { rule: title }), isOver: place.isLast },
  ] as const
  return (
    <div className="row">
      {moves.map(({ by, icon, text, isOver }) => (
        <button
          key={icon}
          type="button"
          className="icon-button"
          aria-label={text}
          disabled={isOver}
          onClick={() => onMove(by)}
        >
          <Icon name={icon} />
        </button>
      ))}
      <button type="button" onClick={onEdit}>
        {t('replies.edit')}
        <span className="hidden-text"> {title}</span>
      </button>
      <button type="button" className="danger" onClick={onRemove}>
        {t('action.remove')}
        <span className="hidden-text"> {title}</span>
      </button>
    </div>
  )
}
