// The host stands alone: neither a part of a longer one nor behind somebody else's.
const LINKEDIN =
  /(?<![\w.@-])(?:https?:\/\/)?(?:(?:www|[a-z]{2,3})\.)?linkedin\.com\/in\/([^\s/?#"'<>()[\]{},;]{1,200})/gi
const RABOTA = /(?<![\w.@-])(?:https?:\/\/)?(?:[a-z\d-]{1,63}\.)?rabota\.by(\/[^\s"'<>()[\]{},;]{1,400})/gi
const TELEGRAM =
  /(?<![\w.@-])(?:https?:\/\/)?(?:t|telegram)\.me\/(?!joinchat\b|share\b|addstickers\b)([a-z]\w{3,31})\b/gi
const TELEGRAM_NAME = /^@?([a-z]\w{3,31})$/i

/** Profiles in LinkedIn, each in its shortest form. */
export function linkedinIn(text: string): readonly string[] {
  return once(
    [...text.matchAll(LINKEDIN)].map(([, name = '']) => `https://www.linkedin.com/in/${bare(name)}`),
  )
}

export function rabotaIn(text: string): readonly string[] {
  return once([...text.matchAll(RABOTA)].map(([, place = '']) => `https://rabota.by${bare(place)}`))
}

/** Names in Telegram, without @, from links; @somebody in a text may be anything. */
export function telegramIn(text: string): readonly string[] {
  return once([...text.matchAll(TELEGRAM)].flatMap(([, name]) => name ?? []))
}

/** The name in a field that holds nothing else. */
export function telegramOf(text: string): string | undefined {
  return telegramIn(text)[0] ?? TELEGRAM_NAME.exec(text.trim())?.[1]
}

/** Without the full stop that ends the sentence. */
function bare(link: string): string {
  let end = link.length
  while (end > 0 && '.!?:…'.includes(link.charAt(end - 1))) end -= 1
  return link.slice(0, end)
}

function once(links: readonly string[]): readonly string[] {
  return [...new Set(links)].filter((link) => !link.endsWith('/in/'))
}
