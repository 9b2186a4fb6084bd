"""The member side: the frame around its pages, the home page, the way in."""
