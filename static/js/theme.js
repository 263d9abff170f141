// Light, dark or as the system says: kept in a cookie, so that the server writes the first paint.
(() => {
  const root = document.documentElement

  const show = () => {
    const theme = root.dataset.theme || 'auto'
    for (const button of document.querySelectorAll('[data-theme-set]')) {
      button.setAttribute('aria-pressed', String(button.dataset.themeSet === theme))
    }
  }

  const keep = (theme) => {
    const age = theme === 'auto' ? 0 : 31536000
    const secure = location.protocol === 'https:' ? '; Secure' : ''
    document.cookie = `theme=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-theme-set]')
    if (!button) return
    const theme = button.dataset.themeSet
    if (theme === 'auto') delete root.dataset.theme
    else root.dataset.theme = theme
    keep(theme)
    show()
  })

  show()
})()
