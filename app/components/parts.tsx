/** The pages of one record, side by side; `current` is the address of the one on screen. */
export function Parts(props: {
  label: string
  current: string | null
  parts: readonly { label: string; href: string }[]
}) {
  return (
    <nav className="parts" aria-label={props.label}>
      <ul>
        {props.parts.map(({ label, href }) => (
          <li key={href}>
            <a href={href} aria-current={href === props.current ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
