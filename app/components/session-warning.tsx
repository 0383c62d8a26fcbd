import { useRevalidator } from '@remix-run/react'
import { useEffect, useState } from 'react'

const warningSeconds = 150

/** Says two and a half minutes before that the session ends, and keeps it on request. Without
 *  scripts the next page simply asks to sign in. */
export function SessionWarning(props: {
  endsInSeconds: number
  /** A new value each time the server was asked, which is what moves the end. */
  asked: unknown
  signInHref: string
}) {
  const { endsInSeconds, asked, signInHref } = props
  const { revalidate, state } = useRevalidator()
  const [stage, setStage] = useState<'quiet' | 'warning' | 'over'>('quiet')
  useEffect(() => {
    setStage('quiet')
    const warn = setTimeout(() => setStage('warning'), (endsInSeconds - warningSeconds) * 1000)
    const end = setTimeout(() => setStage('over'), endsInSeconds * 1000)
    return () => {
      clearTimeout(warn)
      clearTimeout(end)
    }
  }, [endsInSeconds, asked])
  return (
    <div role="alert">
      {stage !== 'quiet' && (
        <div className="usa-alert usa-alert--warning usa-alert--slim">
          <div className="usa-alert__body">
            {stage === 'warning' ? (
              <p className="usa-alert__text">
                You will be signed out in two and a half minutes unless you go on.{' '}
                <button
                  type="button"
                  className="usa-button usa-button--unstyled"
                  disabled={state !== 'idle'}
                  onClick={() => revalidate()}
                >
                  Stay signed in
                </button>
              </p>
            ) : (
              <p className="usa-alert__text">
                You are signed out. What you saved is kept; copy what you have not saved before you{' '}
                <a href={signInHref}>sign in again</a>.
              </p>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
