export interface ReplyNames {
  readonly task: string
  readonly author: string
}

/** The names are put in as they are, on one line; what looks like a placeholder in them stays one. */
export function replyText(template: string, names: ReplyNames): string {
  return template.replaceAll(/\{(task|author)\}/g, (_whole, name: keyof ReplyNames) => plain(names[name]))
}

function plain(name: string): string {
  return name.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
