// Promises: a page is edited by splices only, whose text is tasks' markup and issues; each edit is proven before it may be written, and
// undo brings tasks back around whatever people wrote since. Never: reserialises a page, edits one that cannot be read strictly, or guesses.
export { extractTasks, type PageTask, type PageTasks } from './pages/extract-tasks.ts'
export { findIssueMacros, type IssueReference } from './pages/find-issue-macros.ts'
export { readPageLink, type PageLink } from './pages/read-page-link.ts'
export { readStorage, type StorageReading } from './pages/read-storage.ts'
export { replaceTasks, type Anchor, type PageEdit, type ReplaceInput } from './pages/replace-tasks.ts'
export { undoTasks, type UndoInput, type UndoResult } from './pages/undo-tasks.ts'
export { verifyEdit, type EditVerdict } from './pages/verify-edit.ts'
