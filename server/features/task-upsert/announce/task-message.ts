import type { SlackBlock, SlackMessage } from '../../../connectors/slack/index.ts'
import { markdownRuns } from './markdown-runs.ts'
import { isAddress, joinRuns, linkTo, shorten, shortenPlain } from './mrkdwn.ts'

/** What the message of a task says of it. */
export interface Shown {
  readonly internalId: string
  readonly title: string
  /** Markdown. */
  readonly description: string | null
  readonly priority: number | null
  readonly tags: readonly string[]
  readonly assignees: readonly string[]
  readonly status: string | null
  readonly taskId: string
  readonly taskUrl: string | null
  readonly isGone: boolean
  /** Why ClickUp has not what was pushed last. */
  readonly pushError: string | null
  readonly claimed: { readonly by: string; readonly at: Date } | null
  /** What became of the latest click, as long as that is worth a line. */
  readonly click: ShownClick | null
  readonly allowRelease: boolean
  readonly allowTakeOver: boolean
}

export interface ShownClick {
  readonly kind: 'claim' | 'release' | 'take-over'
  readonly by: string
  readonly isTried: boolean
  readonly reason: string
}

/** What a click on a button names. */
export const ACTIONS = {
  claim: 'claim_task',
  release: 'release_task',
  'take-over': 'take_over_task',
} as const

// Limits of Block Kit (facts: slack, section 2.2), and how much of it is pleasant to read.
const MOST_HEADER = 150
const MOST_FIELD = 500
const MOST_EXCERPT = 1_500
const MOST_LINE = 600
const MOST_URL = 3_000
const MOST_LINKED_URL = 2_000
const MOST_VALUE = 2_000
const PRIORITIES: Readonly<Record<number, string>> = {
  1: '🔴 Urgent',
  2: '🟠 High',
  3: '🔵 Normal',
  4: '⚪ Low',
}
const WISHES = { claim: 'claim this', release: 'give this back', 'take-over': 'take this over' } as const

/** The message of a task, without its key. Whatever the task says, it keeps to Block Kit's limits and rings for nobody. */
export function taskMessage(shown: Shown): Omit<SlackMessage, 'key'> {
  return {
    text: fallbackOf(shown),
    blocks: [
      headerOf(shown),
      section(titleOf(shown)),
      { type: 'section', fields: fieldsOf(shown).map(mrkdwn) },
      ...excerptOf(shown),
      ...claimedLine(shown),
      ...actionsOf(shown),
      ...notesOf(shown),
    ],
  }
}

function fallbackOf({ title, claimed }: Shown): string {
  const words = shorten(title, MOST_LINE)
  return claimed === null ? `Task: ${words}` : `Claimed by ${shorten(claimed.by, 200)}: ${words}`
}

function headerOf({ title }: Shown): SlackBlock {
  const text = shortenPlain(title, MOST_HEADER) || 'A task without a name'
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } }
}

function titleOf({ title, internalId, taskUrl }: Shown): string {
  const link = linkTo(taskUrl ?? '', title, MOST_LINKED_URL) ?? shorten(title, MOST_LINE)
  return `${link} · ${shorten(internalId, 300)}`
}

function fieldsOf({ priority, assignees, tags, status }: Shown): readonly string[] {
  return [
    `*Priority*\n${PRIORITIES[priority ?? 0] ?? '– none'}`,
    `*Assignees*\n${listed(assignees, 'nobody')}`,
    ...(tags.length === 0 ? [] : [`*Tags*\n${listed(tags, '')}`]),
    ...(status === null ? [] : [`*Status*\n${shorten(status, MOST_FIELD)}`]),
  ]
}

function listed(words: readonly string[], none: string): string {
  return words.length === 0 ? none : shorten(words.join(', '), MOST_FIELD)
}

function excerptOf({ description }: Shown): readonly SlackBlock[] {
  const excerpt = joinRuns(markdownRuns(description ?? ''), MOST_EXCERPT)
  return excerpt.trim() === '' ? [] : [section(excerpt)]
}

function claimedLine({ claimed }: Shown): readonly SlackBlock[] {
  if (claimed === null) return []
  const { by, at } = claimed
  const seconds = Math.floor(at.getTime() / 1_000)
  const inWords = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  const when = `<!date^${seconds}^{date_short_pretty} at {time}|${inWords}>`
  return [section(`✅ Claimed by ${shorten(by, 200)} · ${when}`)]
}

function actionsOf(shown: Shown): readonly SlackBlock[] {
  const { taskUrl, claimed, isGone, taskId } = shown
  const open =
    taskUrl !== null && taskUrl.length <= MOST_URL && isAddress(taskUrl)
      ? [{ type: 'button', action_id: 'open_task', text: plainText('Open in ClickUp'), url: taskUrl }]
      : []
  const choices =
    isGone || taskId.length > MOST_VALUE ? [] : claimed === null ? ['claim' as const] : settled(shown)
  const elements = [...open, ...choices.map((kind) => button(kind, taskId))]
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}

function settled({ allowRelease, allowTakeOver }: Shown): readonly ('release' | 'take-over')[] {
  return [...(allowRelease ? ['release' as const] : []), ...(allowTakeOver ? ['take-over' as const] : [])]
}

const LABELS = { claim: 'Claim', release: 'Release', 'take-over': 'Take over' } as const

function button(kind: keyof typeof ACTIONS, value: string): SlackBlock {
  return {
    type: 'button',
    action_id: ACTIONS[kind],
    text: plainText(LABELS[kind]),
    value,
    ...(kind === 'claim' ? { style: 'primary' } : {}),
  }
}

function notesOf({ isGone, pushError, click }: Shown): readonly SlackBlock[] {
  const notes = [
    ...(isGone ? ['🗑️ It was deleted in ClickUp. The next push makes it again.'] : []),
    ...(pushError === null
      ? []
      : [`⚠️ ClickUp has not what was pushed last: ${shorten(pushError, MOST_LINE)}`]),
    ...(click === null ? [] : [clickLine(click)]),
  ]
  return notes.length === 0 ? [] : [{ type: 'context', elements: notes.map(mrkdwn) }]
}

function clickLine({ kind, by, isTried, reason }: ShownClick): string {
  const who = shorten(by, 200)
  const why = shorten(reason, MOST_LINE)
  return isTried
    ? `⏳ ${who} wants to ${WISHES[kind]}; it is tried again. ${why}`
    : `⚠️ ${who} could not ${WISHES[kind]}. ${why}`
}

function section(text: string): SlackBlock {
  return { type: 'section', text: mrkdwn(text) }
}

/** Verbatim: Slack makes no links, channels or mentions of words. */
function mrkdwn(text: string): SlackBlock {
  return { type: 'mrkdwn', text, verbatim: true }
}

function plainText(text: string): SlackBlock {
  return { type: 'plain_text', text, emoji: false }
}
