"""The style of every page, which `website` writes into the page that Streamlit serves.

Drawn by the script (`st.html`) it came a second after the first words, and the page moved under the reader's eyes: by
0.16 to 0.26 of the screen at each first visit (Chromium's layout shift). It must not know what stands on a page.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

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
/* Until its script is there, everything that a reader works with stands as a box of one size: here it has its own, so
   that nothing moves when it comes. In pixels as measured; rows of words break as theirs will. No `:has` but of our own
   classes: asked for a part that is everywhere, the browser looked again at every change, 1.3 to 1.6 times as long. */
.stElementContainer > [data-testid="stSkeleton"] { max-width: 100%; }
:is([data-testid="stSidebar"] [class*="st-key-filter-"], [class*="st-key-pair-"], [class*="st-key-country-box-"],
  .st-key-search-words, .st-key-compare-with, [class*="st-key-report-"]) > [data-testid="stSkeleton"] { height: 68px; }
.st-key-header > :nth-child(n + 2) { --wide: 60px; }
.st-key-header > :nth-child(2) { --wide: 72px; }
.st-key-header > :nth-child(3) { --wide: 114px; }
.st-key-header > :nth-child(4) { --wide: 140px; }
.st-key-header > :nth-child(5) { --wide: 122px; }
.st-key-header > :nth-child(9) { --wide: 85px; }
.st-key-filter-interaction { --wide: 309px; }
.st-key-option-shape { --wide: 276px; }
.st-key-option-unit { --wide: 357px; }
.st-key-option-colour { --wide: 272px; }
.st-key-option-order { --wide: 199px; }
.st-key-option-labels, .st-key-option-labels ~ .st-key-option-measure { --wide: 373px; }
.st-key-option-measure { --wide: 214px; }
.st-key-option-layout { --wide: 338px; }
.st-key-option-rows { --wide: 224px; }
.st-key-option-listed { --wide: 231px; }
.st-key-option-grain { --wide: 421px; }
:is(.st-key-header > *, .st-key-filter-interaction, [class*="st-key-option-"]) > [data-testid="stSkeleton"] {
  width: var(--wide, auto); height: 32px; }
:is(.st-key-option-minimum, .st-key-option-focus, .st-key-option-region) > [data-testid="stSkeleton"] { height: 40px; }
.st-key-header > * > [data-testid="stSkeleton"] { margin: -6px 0; }
.st-key-both > :nth-child(n + 3) > [data-testid="stSkeleton"] { width: 150px; height: 32px; margin: -6px 0; }
@media (max-width: 640px) {
  :is(.st-key-option-grain, .st-key-option-labels, .st-key-option-labels ~ .st-key-option-measure) >
  [data-testid="stSkeleton"] { height: 68px; } }
.st-key-cards:not(:has(.cards)) { min-height: 534px; }
@media (max-width: 640px) { .st-key-cards:not(:has(.cards)) { min-height: 1145px; } }
[class*="st-key-articles-"]:not(:has(.said)) { min-height: 2400px; }
[class*="st-key-present-"]:not(:has(.main-svg)) { min-height: 70vh; }
</style>"""

_BESIDE_FILTERS: Final = """<style>
@media (min-width: 768px) {
  [data-testid="stSkipToContent"] + :not([data-testid="stSidebar"]) { margin-left: 300px; } }
</style>"""

# In a frame of another page there is nothing above the page to keep clear of.
_EMBEDDED: Final = """<style>
html [data-testid="stMainBlockContainer"] { padding-top: 1rem; padding-bottom: 1rem; }
</style>"""


def style(query: str) -> str:
    """Return the style of the page that an address with this query asks for: filters stand beside most pages."""
    asked = parse_qs(query)
    if asked.get("embed", [""])[-1].casefold() == "true":
        return STYLE + _EMBEDDED
    return STYLE if "present" in asked else STYLE + _BESIDE_FILTERS
