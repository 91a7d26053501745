"""The style of every page, which `website` writes into the page that Streamlit serves.

Drawn by the script (`st.html`) it came a second after the first words, and the page moved under the reader's eyes: by
0.16 to 0.26 of the screen at each first visit (Chromium's layout shift). It must not know what stands on a page.
"""

from __future__ import annotations

from typing import Final

# Streamlit has no options for these: less air above the page, and headings that leave the charts the room.
STYLE: Final = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 4rem; padding-bottom: 4rem; max-width: 96rem; }
[data-testid="stMainBlockContainer"] h1 { font-size: 1.9rem; padding: 0.5rem 0 0.75rem; }
[data-testid="stMainBlockContainer"] h4 { font-size: 1.25rem; }
[data-testid="stMainBlockContainer"] h5 { font-size: 1.1rem; }
/* Eight columns on a phone: else the whole page moves sideways. */
@media (max-width: 640px) { [data-testid="stMarkdownContainer"] table { font-size: 0.75rem; }
  [data-testid="stMarkdownContainer"] :is(th, td) { padding: 0.25rem !important; overflow-wrap: anywhere; } }
@media (max-width: 640px) { .st-key-header { gap: 0 0.25rem; } .st-key-header p { font-size: 0.875rem; } }
[data-testid="stCaptionContainer"] { opacity: 0.82; } /* 0.6 is 4.0 : 1 on white */
[data-tag] { background-color: #1b5f8c; } /* white on the dark page's blue is 2.7 : 1 */
[class*="st-key-narrow-"] button { justify-content: flex-start; text-align: left; min-height: 1.9rem; padding: 0; }
/* A finger cannot hover: the buttons of a table are always there, and would cover the words above it. */
@media (hover: none) { [data-testid="stDataFrame"] { margin-top: 2rem; } }
/* Else a line of it shows at the foot of a page. */
@media (max-width: 640px) { [data-testid="stPopoverBody"] { min-height: min(30rem, 60vh); } }
[data-testid="stSidebarHeader"] { height: 2.5rem; margin-bottom: 0; }
</style>"""
