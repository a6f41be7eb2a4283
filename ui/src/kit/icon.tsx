// Drawn on 24 x 24, in the colour of the text; always beside a word or in a button with a name.
const PATHS = {
  brand: 'M4 7h6l4 10h6M4 17h6l1.5-3.5M14 7h6M17 4l3 3-3 3M17 14l3 3-3 3',
  dashboard: 'M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z',
  studio: 'M8 8l-4 4 4 4M16 8l4 4-4 4M13.5 5l-3 14',
  webhooks: 'M12 4a4 4 0 0 1 3.5 6l3 5M8 17H4a4 4 0 0 1 4-4M16 17h-6a4 4 0 0 0 4 3M12 8l-4 8',
  time: 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2.5',
  clickup: 'M5 4h14v16H5zM8.5 12l2.5 2.5L15.5 9',
  pushed: 'M12 4v10M8 10l4 4 4-4M4 14v6h16v-6',
  pages: 'M6 3h8l4 4v14H6zM14 3v4h4M9 13l2 2 4-4M9 18h6',
  jobs: 'M4 6h16M4 12h16M4 18h10M18 16v4M16 18h4',
  settings: 'M5 7h8M17 7h2M5 12h2M11 12h8M5 17h8M17 17h2M15 5v4M9 10v4M15 15v4',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M5 19l2-2M17 7l2-2',
  moon: 'M20 14.5A8 8 0 0 1 9.5 4 8 8 0 1 0 20 14.5z',
  exit: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM16 16l4 4',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  remove: 'M6 6l12 12M18 6L6 18',
  up: 'M6 15l6-6 6 6',
  down: 'M6 9l6 6 6-6',
  right: 'M9 6l6 6-6 6',
  back: 'M15 6l-6 6 6 6',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  play: 'M7 5l12 7-12 7z',
  star: 'M12 4l2.4 5 5.6.7-4 3.9 1 5.4-5-2.7-5 2.7 1-5.4-4-3.9 5.6-.7z',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  )
}
