import type { DrawnTile, Step } from '#app/domain/coverage_map.ts'

/** The states as tiles, darker where there is more and hatched where there is none; each carries its number.
 *  One picture to assistive technology, with its meaning in a sentence; the table below holds the same. */
export function CoverageMap(props: {
  title: string
  meaning: string
  drawn: {
    width: number
    height: number
    size: number
    tiles: DrawnTile[]
    key: { step: Step; words: string }[]
  }
}) {
  const { title, meaning, drawn } = props
  const { width, height, size, tiles, key } = drawn
  return (
    <figure className="coverage-map">
      <figcaption>{meaning}</figcaption>
      <div className="table-region" role="region" aria-label={`${title}, drawn`} tabIndex={0}>
        <svg
          viewBox={`0 0 ${width} ${height}`}
          role="img"
          aria-labelledby="coverage-map-title coverage-map-desc"
        >
          <title id="coverage-map-title">{title}</title>
          <desc id="coverage-map-desc">{meaning}</desc>
          <Hatching />
          {tiles.map((tile) => (
            <g key={tile.code} transform={`translate(${tile.x} ${tile.y})`}>
              <title>{tile.meaning}</title>
              <Tile step={tile.step} size={size} />
              <text x={size / 2} y={size / 2 - 3} className="coverage-map__name">
                {tile.code}
              </text>
              <text x={size / 2} y={size / 2 + 16}>
                {tile.words}
              </text>
            </g>
          ))}
        </svg>
      </div>
      <ul className="coverage-map__key" aria-label="What the shades mean">
        {[{ step: 0 as Step, words: 'none' }, ...key].map(({ step, words }) => (
          <li key={step}>
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
              <Tile step={step} size={20} />
            </svg>
            {words}
          </li>
        ))}
      </ul>
    </figure>
  )
}

function Tile({ step, size }: { step: Step; size: number }) {
  return (
    <>
      <rect
        className={`coverage-map__tile coverage-map__tile--${step}`}
        width={size}
        height={size}
      />
      {step === 0 && <rect width={size} height={size} fill="url(#coverage-none)" />}
    </>
  )
}

function Hatching() {
  return (
    <defs>
      <pattern
        id="coverage-none"
        width="8"
        height="8"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <line className="coverage-map__hatch" x1="0" y1="0" x2="0" y2="8" />
      </pattern>
    </defs>
  )
}
