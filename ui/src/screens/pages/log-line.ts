export interface LogLine {
  readonly text: string
  /** 1: of a page; 2: of a task on it. */
  readonly depth: 0 | 1 | 2
}

/** `page-tasks-2026-11-26-019a…`: of one run, whenever it is taken. */
export function logNameOf(
  kind: string,
  { id, createdAt }: { readonly id: string; readonly createdAt: string },
) {
  return `${kind}-${createdAt.slice(0, 10)}-${id}`
}
