"""The charts of every page, each made once: a scene in, a panel with its answer and figure out.

The pages draw them and the exports save them, so what leaves the program is what stood on the screen.
Pure functions of a scene: they must not know Streamlit, nor whether a browser is there at all.
"""
