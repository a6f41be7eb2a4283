/** Lines that people can compare: markup stands in one line, so it is broken where one tag meets the next. Joined they are the text. */
export function splitMarkup(storage: string): readonly string[] {
  return storage === '' ? [] : storage.split(/(?<=\n)|(?<=>)(?=<)/)
}
