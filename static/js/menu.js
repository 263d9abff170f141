// The masthead's sections on a narrow screen, and menus that close when one is done with them.
(() => {
  const openMenus = () => document.querySelectorAll('details[data-menu][open]')

  document.addEventListener('click', (event) => {
    const toggle = event.target.closest('[data-masthead-toggle]')
    if (toggle) {
      const open = toggle.getAttribute('aria-expanded') !== 'true'
      toggle.setAttribute('aria-expanded', String(open))
      toggle.closest('[data-masthead]').toggleAttribute('data-open', open)
    }
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false
    }
  })

  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    for (const menu of openMenus()) {
      menu.open = false
      menu.querySelector('summary').focus()
    }
  })

  document.addEventListener('focusin', (event) => {
    for (const menu of openMenus()) {
      if (!menu.contains(event.target)) menu.open = false
    }
  })
})()
