import type { Splice } from './splice.ts'

const LIST_TAG = /<\/?ac:task-list(?:\s[^<>]*)?>/g
const PARAGRAPH_TAG = /<\/?p(?:\s[^<>]*)?>|<br\s*\/>|<br><\/br>/g
const TASK_TAG = /<\/?ac:task(?:-body)?(?:\s[^<>]*)?>|<span\s[^<>]*placeholder-inline-tasks[^<>]*>|<\/span>/g
const TASK_FACT = /<(ac:task-(?:id|uuid|status|assignee))(?:\s[^<>]*)?(?:\/>|>[^<]*<\/\1>)/g
const ISSUE =
  /<ac:structured-macro\s[^<>]*>(?:<ac:parameter[^<>]*>[^<]*<\/ac:parameter>|\s)*<\/ac:structured-macro>/g
const SMART_LINK = /<a\s[^<>]*>[^<]*<\/a>/g

/** Whether the splices only take tasks' markup away and only put issues, paragraphs and list tags there. */
export function replacesMarkupOnly(source: string, splices: readonly Splice[]): boolean {
  return splices.every(
    ({ start, end, text }) => isTaskMarkup(source.slice(start, end)) && isIssueMarkup(text),
  )
}

/** The same the other way round. */
export function restoresMarkupOnly(source: string, splices: readonly Splice[]): boolean {
  return splices.every(
    ({ start, end, text }) => isIssueMarkup(source.slice(start, end)) && isTaskMarkup(text),
  )
}

function isTaskMarkup(text: string): boolean {
  return isNothingElse(text, [TASK_FACT, TASK_TAG, LIST_TAG])
}

function isIssueMarkup(text: string): boolean {
  return isNothingElse(text, [ISSUE, SMART_LINK, PARAGRAPH_TAG, LIST_TAG])
}

function isNothingElse(text: string, patterns: readonly RegExp[]): boolean {
  return text === '' || patterns.reduce((rest, pattern) => rest.replace(pattern, ''), text).trim() === ''
}
