/** A compass rose over two rhumb lines, as on a portolan chart. The same drawing as public/icon.svg. */
export const Logo = () => (
  <svg aria-hidden="true" viewBox="0 0 24 24" className="size-5 text-accent">
    <circle cx="12" cy="12" r="10" fill="none" stroke="currentColor" strokeWidth="1.5" />
    <path d="M12 2v20M2 12h20" stroke="currentColor" strokeWidth="0.75" opacity="0.5" />
    <path d="M12 4l2.2 5.8L20 12l-5.8 2.2L12 20l-2.2-5.8L4 12l5.8-2.2z" fill="currentColor" />
    <path d="M12 4l2.2 5.8L12 12z" fill="var(--surface)" opacity="0.55" />
    <path d="M12 20l-2.2-5.8L12 12z" fill="var(--surface)" opacity="0.55" />
  </svg>
)
