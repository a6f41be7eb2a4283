import { useState } from 'react'
import { REPLY_PLACES, type ReplyPlace, type ReplyRule } from '../../../api/reply-types.ts'
import { t } from '../../../i18n/index.ts'
import { FormDialog } from '../../../kit/form-dialog.tsx'
import { SelectField } from '../../../kit/select-field.tsx'
import { TextField } from '../../../kit/text-field.tsx'
import { Tick } from '../../../kit/tick.tsx'
import { EventFields, MatchFields } from './match-fields.tsx'
import { ReplyTextField } from './reply-text-field.tsx'
import { readRule, type RuleProblem, type TypedRule } from './rule-input.ts'
import { TermsField } from './terms-field.tsx'

interface RuleDialogProps {
  readonly rule: TypedRule
  readonly onKeep: (rule: ReplyRule) => void
  readonly onClose: () => void
}

/** One rule; what is kept here is saved with all the others. */
export function RuleDialog({ rule, onKeep, onClose }: RuleDialogProps) {
  const [typed, setTyped] = useState(rule)
  const [problems, setProblems] = useState<readonly RuleProblem[]>([])
  const submit = (): void => {
    const read = readRule(typed)
    setProblems('problems' in read ? read.problems : [])
    if ('rule' in read) onKeep(read.rule)
  }
  return (
    <FormDialog
      title={rule.keywords.length === 0 ? t('replies.newTitle') : t('replies.editTitle')}
      action={t('replies.keep')}
      isPinned
      onSubmit={submit}
      onClose={onClose}
    >
      <RuleFields typed={typed} problems={problems} set={(part) => setTyped({ ...typed, ...part })} />
    </FormDialog>
  )
}

export interface RuleFieldsProps {
  readonly typed: TypedRule
  readonly problems: readonly RuleProblem[]
  readonly set: (part: Partial<TypedRule>) => void
}

function RuleFields(props: RuleFieldsProps) {
  const { typed, problems, set } = props
  return (
    <>
      <TextField
        label={t('replies.name')}
        help={t('replies.nameHelp')}
        value={typed.name}
        onChange={(name) => set({ name })}
        input={{ maxLength: 200 }}
      />
      <EventFields {...props} />
      <MatchFields {...props} />
      <TermsField
        label={t('replies.keywords')}
        help={t('replies.keywordsHelp')}
        problem={problems.includes('keywords') ? t('replies.keywordsWrong') : undefined}
        terms={typed.keywords}
        onChange={(keywords) => set({ keywords })}
      />
      <TermsField
        label={t('replies.exclude')}
        help={t('replies.excludeHelp')}
        terms={typed.exclude}
        onChange={(exclude) => set({ exclude })}
      />
      <Tick
        label={t('replies.caseSensitive')}
        help={t('replies.caseSensitiveHelp')}
        isOn={typed.caseSensitive}
        onChange={(caseSensitive) => set({ caseSensitive })}
      />
      <ReplyTextField {...props} />
      <OftenFields {...props} />
    </>
  )
}

function OftenFields({ typed, problems, set }: RuleFieldsProps) {
  return (
    <>
      <SelectField<ReplyPlace>
        label={t('replies.place')}
        value={typed.replyIn}
        options={REPLY_PLACES.map((place) => [place, t(`replies.place.${place}`)])}
        onChange={(replyIn) => set({ replyIn })}
      />
      <TextField
        label={t('replies.cooldown')}
        help={t('replies.cooldownHelp')}
        problem={problems.includes('cooldownMinutes') ? t('replies.cooldownWrong') : undefined}
        value={typed.cooldownMinutes}
        onChange={(cooldownMinutes) => set({ cooldownMinutes })}
        input={{ inputMode: 'numeric' }}
      />
      <Tick
        label={t('replies.once')}
        help={t('replies.onceHelp')}
        isOn={typed.oncePerTask}
        onChange={(oncePerTask) => set({ oncePerTask })}
      />
    </>
  )
}
