import type { Block } from './extend-blocks.ts'
import { joinLists, type Joints, type PagesOfLists } from './join-lists.ts'
import type { Splice } from './splice.ts'

/** At one place what ends comes before what begins, and of those that end the innermost first. */
interface Ranked extends Splice {
  readonly rank: readonly number[]
}

/** Makes tasks of blocks again. What people wrote is only ever left where it stands. */
export function undoSplices(pages: PagesOfLists, blocks: readonly Block[]): readonly Splice[] {
  const joints = joinLists(pages, blocks)
  const ranked = [
    ...joints.seams.map((seam) => ({ ...seam, rank: [1, 0] })),
    ...blocks.flatMap((block) => blockSplices(pages, block, joints)),
  ]
  return ranked.sort(inOrder)
}

function inOrder(a: Ranked, b: Ranked): number {
  const [phaseA = 0, depthA = 0, stepA = 0] = a.rank
  const [phaseB = 0, depthB = 0, stepB = 0] = b.rank
  return a.start - b.start || phaseA - phaseB || depthA - depthB || stepA - stepB
}

function blockSplices(pages: PagesOfLists, block: Block, joints: Joints): readonly Ranked[] {
  const { before, now } = pages
  const { task, content, issue, paragraph, end } = block
  const depth = depthOf(block)
  const own = content.ownParagraph
  const headEnd = own === null ? content.lead.start : own.start
  const head = (joints.openings.get(block) ?? '') + before.source.slice(task.node.start, headEnd)
  const afterLead = before.source.slice(content.afterLead.start, content.afterLead.end)
  const tail = before.source.slice(content.tailStart, task.node.end) + (joints.closings.get(block) ?? '')
  const issueEnd = issue.end + (now.source[issue.end] === ' ' ? 1 : 0)
  const begins = { rank: [2, depth] }
  const wrappers = block.wrapped.flatMap((node) => [
    { start: node.start, end: node.innerStart, text: '', ...begins },
    { start: node.innerEnd, end: node.end, text: '', rank: [0, -depth, 0] },
  ])
  const last = { start: end, end, text: tail, rank: [0, -depth, 2] }
  const isOwn = paragraph !== null && own !== null
  const opened = paragraph === null ? issue.start : paragraph.innerStart
  return [
    { start: block.start, end: isOwn ? block.start : opened, text: head, ...begins },
    { start: issue.start, end: issueEnd, text: '', rank: [2, depth, 1] },
    ...leadEndSplices(block, isOwn, { text: afterLead, rank: [0, -depth, 1] }),
    ...wrappers,
    last,
  ]
}

function leadEndSplices(
  { paragraph, leadEnd }: Block,
  isOwn: boolean,
  splice: Pick<Ranked, 'text' | 'rank'>,
): readonly Ranked[] {
  if (paragraph === null || isOwn) return [{ start: leadEnd, end: leadEnd, ...splice }]
  return [{ start: paragraph.innerEnd, end: paragraph.end, ...splice }]
}

function depthOf({ task }: Block): number {
  let depth = 0
  for (let outer = task.outer; outer !== null; outer = outer.outer) depth += 1
  return depth
}
