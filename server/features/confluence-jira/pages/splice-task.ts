import type { ChosenTask } from './choose-forms.ts'
import type { Splice } from './splice.ts'

/** Takes the task's markup away and puts the issue before its words, or behind them when the task is kept. */
export function spliceTask(chosen: ChosenTask, issue: string): readonly Splice[] {
  if (chosen.form === 'kept') return [linkBehind(chosen, issue)]
  const { task, content } = chosen
  const isParagraph = chosen.form === 'paragraph' && content.ownParagraph === null
  const hasRest = content.rest.length > 0
  const tail = { start: content.tailStart, end: task.node.end, text: isParagraph && !hasRest ? '</p>' : '' }
  const behindLead = { ...content.afterLead, text: isParagraph ? '</p>' : '' }
  return [
    ...putBefore(chosen, issue),
    ...(hasRest ? [behindLead] : []),
    ...(chosen.form === 'paragraph' ? paragraphsOf(chosen) : []),
    tail,
  ]
}

/** Behind the words and one space, which undo takes away with it. */
function linkBehind({ content: { lead } }: ChosenTask, issue: string): Splice {
  return { start: lead.end, end: lead.end, text: ` ${issue}` }
}

function putBefore({ task, content, form }: ChosenTask, issue: string): readonly Splice[] {
  const { start } = task.node
  const { ownParagraph, lead } = content
  if (ownParagraph !== null)
    return [
      { start, end: ownParagraph.start, text: '' },
      { start: lead.start, end: lead.start, text: `${issue} ` },
    ]
  const space = lead.end > lead.start ? ' ' : ''
  return [{ start, end: lead.start, text: `${form === 'paragraph' ? '<p>' : '<br />'}${issue}${space}` }]
}

/** Words that stood between blocks of a task cannot stand alone outside of it. */
function paragraphsOf({ content }: ChosenTask): readonly Splice[] {
  return content.rest.flatMap(({ start, end, block }) =>
    block === null
      ? [
          { start, end: start, text: '<p>' },
          { start: end, end, text: '</p>' },
        ]
      : [],
  )
}
